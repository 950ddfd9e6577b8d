namespace LstmGen.Training;

/// <summary>Where <see cref="UpdateLoop"/> reads gradients, and what becomes of them and of the parameters of before.</summary>
internal interface IGradientReading
{
    /// <summary>Number of gradients.</summary>
    int Length { get; }

    /// <summary>The gradients from <paramref name="i"/> on, of parameters that are <paramref name="parameters"/> before the step.</summary>
    WideFloat Take(nuint i, WideFloat parameters);

    /// <summary>The same of the last, from <paramref name="begin"/> on, fewer than a vector holds; zeros follow.</summary>
    WideFloat TakeLast(int begin, WideFloat parameters);
}
