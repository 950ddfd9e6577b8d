namespace LstmGen.CompilerServices;

/// <summary>
/// The keys and values of all steps that a stream has read, of every causal self-attention layer and row. A step writes its own behind
/// them, and they count from <see cref="EndStep"/> on, so that a step that fails leaves nothing.
/// </summary>
internal interface IStreamCache : IDisposable
{
    /// <summary>Has room for <paramref name="steps"/> steps of each row.</summary>
    void Reserve(int steps);

    /// <summary>Makes room for one more step.</summary>
    void BeginStep();

    /// <summary>Counts the step.</summary>
    void EndStep();

    /// <summary>Forgets all steps.</summary>
    void Clear();

    /// <summary>Takes over all steps of another stream of the same model and batch.</summary>
    void CopyFrom(IStreamCache other);

    /// <summary>Has row r go on with the steps of row <paramref name="from"/>[r].</summary>
    void Reorder(ReadOnlySpan<int> from);

    /// <summary>Copies all steps to a state, which has room for recurrent states already.</summary>
    void Save(ModelState destination);

    /// <summary>Takes over all steps of a state.</summary>
    void Load(ModelState source);
}
