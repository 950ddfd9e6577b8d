using System.Runtime.CompilerServices;
using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

public class RowRefsTests
{
    private readonly float[] _values = [.. Enumerable.Range(0, 20).Select(i => (float)i)];

    [Fact]
    public void Rows_begin_at_their_strides()
    {
        ref float first = ref RowRefs.First(_values.AsSpan(4), 2, 8);
        ref readonly float read = ref RowRefs.First((ReadOnlySpan<float>)_values.AsSpan(4), 2, 8);
        Assert.Equal([4, 12], [RowRefs.At(ref first, 0, 8), RowRefs.At(ref first, 1, 8)]);
        Assert.Equal([4, 12], [RowRefs.ReadAt(in read, 0, 8), RowRefs.ReadAt(in read, 1, 8)]);
        RowRefs.At(ref first, 1, 8) = -1;
        Assert.Equal(-1, _values[12]);
    }

    [Fact]
    public void The_last_row_may_be_cut_short() => Assert.Equal(0, RowRefs.First(_values.AsSpan(), 3, 8));

    [Theory]
    [InlineData(20, 4, 8)]
    [InlineData(16, 3, 8)]
    [InlineData(0, 1, 8)]
    [InlineData(20, int.MaxValue, int.MaxValue)]
    public void Rows_beyond_the_values_are_an_error_with_all_numbers(int length, int rows, int stride)
    {
        var e = Assert.Throws<ArgumentException>(() => RowRefs.First(_values.AsSpan(0, length), rows, stride));
        Assert.Equal("rows", e.ParamName);
        Assert.Contains($"{rows} rows at a stride of {stride}", e.Message);
        Assert.Contains($"{length} values", e.Message);
        Assert.Throws<ArgumentException>(() => RowRefs.First((ReadOnlySpan<float>)_values.AsSpan(0, length), rows, stride));
    }

    [Fact]
    public void No_rows_need_no_values()
    {
        ref float none = ref RowRefs.First(default(Span<float>), 0, 8);
        ref readonly float noneToRead = ref RowRefs.First(default(ReadOnlySpan<float>), 0, 8);
        Assert.True(Unsafe.IsNullRef(ref none) && Unsafe.IsNullRef(in noneToRead));
    }
}
