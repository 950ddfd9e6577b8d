namespace LstmGen.CompilerServices;

/// <summary>A model that one thread at a time may use, such as one on a device.</summary>
internal interface ITakesTurns
{
    /// <summary>What the thread whose turn it is has locked; models with the same one wait for one another.</summary>
    object Turn { get; }
}
