using System.Collections;

namespace LstmGen.AspNetCore.Tests;

/// <summary>What a request has too much of is refused before memory is taken for it.</summary>
public class ModelInputTests
{
    [Fact]
    public void Rows_of_another_width_take_no_memory()
    {
        var model = new Reader(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        ArgumentException wrong = Assert.Throws<ArgumentException>(() => ModelInput.Features(model, new Repeated(null!, 2_000_000)));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
        Assert.StartsWith("Row 0 has 0 values; Reader reads 2", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_values_than_an_array_holds_are_named()
    {
        ArgumentException wrong = Assert.Throws<ArgumentException>(
            () => ModelInput.Features(new WideReader(1), new Repeated(new float[1024], 1 << 22)));
        Assert.StartsWith("4194304 rows of 1024 values are 4294967296 values; an array holds", wrong.Message, StringComparison.Ordinal);
        Assert.Equal("rows", wrong.ParamName);
    }

    // One row many times.
    private sealed class Repeated(float[] row, int count) : IReadOnlyList<float[]>
    {
        public int Count => count;

        public float[] this[int index] => row;

        public IEnumerator<float[]> GetEnumerator() => Enumerable.Repeat(row, count).GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
