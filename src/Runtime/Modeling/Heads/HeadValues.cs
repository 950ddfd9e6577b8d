namespace LstmGen.CompilerServices;

/// <summary>Blocks of a head's workspace.</summary>
[Flags]
internal enum HeadValues
{
    None = 0,
    Outputs = 1,
    OutputGradients = 2,
    Attention = 4,
}
