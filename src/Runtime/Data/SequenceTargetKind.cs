namespace LstmGen;

/// <summary>What the targets of one head are; W is the target's width, T_i the length of sequence i.</summary>
public enum SequenceTargetKind
{
    /// <summary>W real values per sequence: regression, and multi-label with 0 and 1.</summary>
    Values,

    /// <summary>One class per sequence.</summary>
    Class,

    /// <summary>W real values per step: <c>[T_i, W]</c>.</summary>
    StepValues,

    /// <summary>One class per step, <c>[T_i]</c>: tagging and language models.</summary>
    StepClasses,

    /// <summary>A list of labels of its own length, without alignment to the steps: CTC.</summary>
    Labels,
}
