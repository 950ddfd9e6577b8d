using LstmGen.Reference.Golden;
using Xunit;

namespace LstmGen.Runtime.Tests;

/// <summary>A fact that needs PyTorch's cases; skipped, and said so, where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GoldenFactAttribute : FactAttribute
{
    public GoldenFactAttribute()
    {
        if (SharedFolder.Golden is null)
            Skip = "No golden cases: set LSTMGEN_GOLDEN, or put them in shared/golden above the tests.";
    }
}
