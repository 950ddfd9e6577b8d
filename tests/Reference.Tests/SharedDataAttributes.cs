using LstmGen.Reference.Golden;

namespace LstmGen.Reference.Tests;

/// <summary>A theory over golden cases; skipped, and said so, where the folder is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GoldenTheoryAttribute : TheoryAttribute
{
    public GoldenTheoryAttribute()
    {
        if (SharedFolder.Golden is null)
            Skip = "No golden cases: set LSTMGEN_GOLDEN, or put them in shared/golden above the tests.";
    }
}

/// <summary>A theory over real data; skipped, and said so, where the folder is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataTheoryAttribute : TheoryAttribute
{
    public DataTheoryAttribute()
    {
        if (SharedFolder.Data is null)
            Skip = "No data: set LSTMGEN_DATA, or put it in shared/data above the tests.";
    }
}
