namespace LstmGen.Generator.Emitting;

/// <summary>Where a stream computes.</summary>
internal enum StreamTarget
{
    /// <summary>The model itself.</summary>
    Processor,

    /// <summary>The model on a GPU.</summary>
    Device,
}
