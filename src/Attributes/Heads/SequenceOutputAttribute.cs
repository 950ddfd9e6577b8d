namespace LstmGen;

/// <summary>
/// Head without parameters: the last layer's output at every step, for losses of one's own. Its loss is the mean
/// squared error unless the gradient is given by the caller.
/// </summary>
public sealed class SequenceOutputAttribute : HeadAttribute;
