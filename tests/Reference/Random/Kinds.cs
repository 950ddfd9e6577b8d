namespace LstmGen.Reference.Random;

/// <summary>Recurrent cells.</summary>
[Flags]
public enum CellKinds
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>Long short-term memory.</summary>
    Lstm = 1,

    /// <summary>Gated recurrent unit.</summary>
    Gru = 2,

    /// <summary>Elman network.</summary>
    Rnn = 4,

    /// <summary>All of them.</summary>
    All = Lstm | Gru | Rnn,
}

/// <summary>Heads.</summary>
[Flags]
public enum HeadKinds
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>Real values, with the mean squared error.</summary>
    Regression = 1,

    /// <summary>Real values, with the other losses.</summary>
    RobustRegression = 2,

    /// <summary>One of several classes.</summary>
    Classification = 4,

    /// <summary>Any of several labels.</summary>
    MultiLabel = 8,

    /// <summary>A tag at every step.</summary>
    Tagging = 16,

    /// <summary>A tag at every step, joined by a CRF.</summary>
    Crf = 32,

    /// <summary>The next token.</summary>
    LanguageModel = 64,

    /// <summary>The next token, with tied weights.</summary>
    TiedLanguageModel = 128,

    /// <summary>Labels without alignment.</summary>
    Ctc = 256,

    /// <summary>The sequence itself.</summary>
    SequenceOutput = 512,

    /// <summary>All of them.</summary>
    All = 1023,
}
