namespace LstmGen.Generator.Planning;

/// <summary>
/// How many steps a sequence has, as it reads in tables and comments: floor((T + Add) / Divide) for T of the model's input.
/// </summary>
/// <param name="Add">Steps added before the division.</param>
/// <param name="Divide">Steps of the input to one of this sequence.</param>
internal sealed record TimeLength(int Add, int Divide)
{
    public static readonly TimeLength Input = new(0, 1);

    /// <summary>
    /// The length after a window of <paramref name="kernel"/> steps has moved over it: floor((t + padding - kernel) / stride) + 1.
    /// </summary>
    public TimeLength After(int kernel, int stride, int padding) => new(Add + (Divide * (padding - kernel + stride)), Divide * stride);

    public override string ToString()
    {
        string sum = Add == 0 ? "T" : $"T {(Add > 0 ? "+" : "-")} {Math.Abs(Add)}";
        return Divide == 1 ? sum : Add == 0 ? $"T / {Divide}" : $"({sum}) / {Divide}";
    }
}
