using LstmGen.CompilerServices;
using LstmGen.Training;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

public sealed class StorageTests
{
    [Fact]
    public unsafe void A_buffer_is_aligned_zeroed_and_grows_only()
    {
        AlignedBuffer buffer = new();
        Assert.True(buffer.Span.IsEmpty);
        foreach (int length in (int[])[1, 7, 100, 5000])
        {
            Assert.True(buffer.EnsureLength(length));
            Assert.Equal(length, buffer.Length);
            Assert.Equal(-1, buffer.Span.IndexOfAnyExcept(0f));
            fixed (float* p = buffer.Span) Assert.Equal(0, (nint)p % 64);
            buffer.Span.Fill(3);
            Assert.False(buffer.EnsureLength(length - 1));
            Assert.Equal(length, buffer.Length);
            Assert.Equal(3, buffer.Span[0]);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.EnsureLength(-1));
    }

    [Fact]
    public void A_buffer_is_taken_where_a_span_of_its_memory_is_asked_for()
    {
        AlignedBuffer buffer = new(3);
        Span<float> written = buffer;
        ReadOnlySpan<float> read = buffer;
        written[2] = 5;
        Assert.Equal([0, 0, 5], read.ToArray());
        written = (AlignedBuffer)null!;
        Assert.True(written.IsEmpty);
        read = (AlignedBuffer)null!;
        Assert.True(read.IsEmpty);
    }

    [Fact]
    public void A_part_of_a_buffer_is_its_memory()
    {
        AlignedBuffer whole = new(20), part = new(3);
        part.PlaceIn(whole, 8, 12);
        Assert.Equal(12, part.Length);
        part.Span[11] = 5;
        Assert.Equal(5, whole.Span[19]);
        Assert.False(part.EnsureLength(12));
        Assert.Throws<ArgumentOutOfRangeException>(() => part.PlaceIn(whole, 8, 13));
        Assert.Throws<ArgumentOutOfRangeException>(() => part.PlaceIn(whole, -1, 3));
        Assert.True(part.EnsureLength(13)); // grown, it is a block of its own again
        part.Span[8] = 7;
        Assert.Equal(0, whole.Span[16]);
    }

    [Fact]
    public void Channels_of_two_directions_are_padded_apart()
    {
        Channels channels = new(2, 5);
        Assert.Equal((10, 16, 16), (channels.Count, channels.Width, channels.Inner));
        Assert.Equal([0, 1, 2, 3, 4, 8, 9, 10, 11, 12], Enumerable.Range(0, 10).Select(channels.Position));
        Assert.Equal((5, 8), (new Channels(1, 5).Inner, new Channels(1, 5).Width));
    }

    [Fact]
    public void A_gate_row_interleaves_the_slots_of_eight_units()
    {
        GateLayout row = GateLayout.Full(10, 4);
        Assert.Equal((2, 64), (row.Panels, row.RowLength));
        Assert.Equal([0, 8, 16, 24], Enumerable.Range(0, 4).Select(slot => row.Position(0, slot)));
        Assert.Equal(32 + 8 + 1, row.Position(9, 1));
    }

    [Fact]
    public void A_packed_bias_lies_at_its_slots_and_can_be_added_to()
    {
        GateLayout row = new(3, 4, 1, 3);
        float[] packed = new float[row.RowLength];
        PackedMatrix.PackBias(packed, row, [1, 2, 3, 4, 5, 6], [2, 1], add: false);
        PackedMatrix.PackBias(packed, row, [10, 10, 10], [1], add: true);
        Assert.Equal([0, 0, 0, 14, 15, 16, 1, 2, 3], new[] { 0, 1, 2, 8, 9, 10, 16, 17, 18 }.Select(i => packed[i]));
        Assert.Throws<ArgumentException>(() => PackedMatrix.PackBias(packed, row, [1], [1], add: false));
    }

    [Fact]
    public void The_environment_names_the_level()
    {
        Assert.Equal(Simd.Native, Simd.Choose(null));
        Assert.Equal(SimdLevel.Vector128, Simd.Choose("128"));
        Assert.Equal(SimdLevel.Vector512, Simd.Choose("512"));
        Assert.Contains("'64'", Assert.Throws<InvalidOperationException>(() => Simd.Choose("64")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Simd.Level = (SimdLevel)64);
    }

    [Fact]
    public void Elementwise_operations()
    {
        float[] to = [1, 2, 3];
        Elementwise.AddInPlace(to, [1, 1, 1]);
        Elementwise.MultiplyInPlace(to, [2, 2, 2]);
        Elementwise.Scale(to, 0.5f);
        Elementwise.MultiplyAdd(to, [1, 2, 3], [2, 2, 2]);
        Elementwise.AddScaled(to, [1, 1, 1], -1);
        Elementwise.SubtractInPlace(to, [1, 1, 1]);
        Assert.Equal([2, 5, 8], to);
        Elementwise.Add(to, [1, 1, 1], to);
        Elementwise.Multiply(to, [2, 1, 1], to);
        Assert.Equal([6, 6, 9], to);
    }
}
