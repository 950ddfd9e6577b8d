using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>While it is not disposed of, nobody changes the parameters; the default keeps nobody from it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct ParameterReading
{
    private readonly Lock? _held;

    internal ParameterReading(Lock held) => _held = held;

    /// <summary>Lets others write again. Once.</summary>
    public void Dispose() => _held?.Exit();
}
