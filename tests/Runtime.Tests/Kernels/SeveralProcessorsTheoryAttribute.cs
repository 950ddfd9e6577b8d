using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>A test of threads that share work, with data. It says that it skips where the process may use one processor only.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SeveralProcessorsTheoryAttribute : TheoryAttribute
{
    public SeveralProcessorsTheoryAttribute() =>
        Skip = UsableProcessors.AtOnce < 2 ? "Nothing is shared: this process may use one processor." : null;
}
