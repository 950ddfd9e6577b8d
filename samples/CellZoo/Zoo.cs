namespace LstmGen.Samples.CellZoo;

/// <summary>A cell with a model for each task.</summary>
/// <param name="Name">The cell.</param>
/// <param name="Adding">The adding problem.</param>
/// <param name="Copying">The copy task.</param>
/// <param name="Writing">Characters.</param>
internal sealed record ZooCell(
    string Name, Func<int, IRecurrentModel> Adding, Func<int, IRecurrentModel> Copying, Func<int, IRecurrentModel> Writing);

/// <summary>Every cell of LstmGen.Cells.</summary>
internal static class Zoo
{
    public static ZooCell[] All { get; } =
    [
        new("Elman", seed => new AddingElman(seed), seed => new CopyingElman(seed), seed => new WritingElman(seed)),
        new("PlainLstm", seed => new AddingPlainLstm(seed), seed => new CopyingPlainLstm(seed), seed => new WritingPlainLstm(seed)),
        new(
            "PeepholeLstm", seed => new AddingPeepholeLstm(seed), seed => new CopyingPeepholeLstm(seed),
            seed => new WritingPeepholeLstm(seed)),
        new("CoupledLstm", seed => new AddingCoupledLstm(seed), seed => new CopyingCoupledLstm(seed), seed => new WritingCoupledLstm(seed)),
        new("PlainGru", seed => new AddingPlainGru(seed), seed => new CopyingPlainGru(seed), seed => new WritingPlainGru(seed)),
        new(
            "ResetBeforeGru", seed => new AddingResetBeforeGru(seed), seed => new CopyingResetBeforeGru(seed),
            seed => new WritingResetBeforeGru(seed)),
        new("Mgu", seed => new AddingMgu(seed), seed => new CopyingMgu(seed), seed => new WritingMgu(seed)),
        new("Janet", seed => new AddingJanet(seed), seed => new CopyingJanet(seed), seed => new WritingJanet(seed)),
        new("Ugrnn", seed => new AddingUgrnn(seed), seed => new CopyingUgrnn(seed), seed => new WritingUgrnn(seed)),
        new("LiGru", seed => new AddingLiGru(seed), seed => new CopyingLiGru(seed), seed => new WritingLiGru(seed)),
        new("IndRnn", seed => new AddingIndRnn(seed), seed => new CopyingIndRnn(seed), seed => new WritingIndRnn(seed)),
        new("Sru", seed => new AddingSru(seed), seed => new CopyingSru(seed), seed => new WritingSru(seed)),
        new("MinGru", seed => new AddingMinGru(seed), seed => new CopyingMinGru(seed), seed => new WritingMinGru(seed)),
        new("MinLstm", seed => new AddingMinLstm(seed), seed => new CopyingMinLstm(seed), seed => new WritingMinLstm(seed)),
        new("Slstm", seed => new AddingSlstm(seed), seed => new CopyingSlstm(seed), seed => new WritingSlstm(seed)),
        new(
            "LeakyIntegrator", seed => new AddingLeakyIntegrator(seed), seed => new CopyingLeakyIntegrator(seed),
            seed => new WritingLeakyIntegrator(seed)),
    ];

    // One of each sort: one product, two products, no product with h, three states.
    private static readonly string[] Few = ["Janet", "Mgu", "Sru", "Slstm"];

    /// <summary>The one of a name, or all without one; in a fast run four.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static ZooCell[] Find(string? name, bool fast)
    {
        if (string.IsNullOrEmpty(name))
            return fast ? [.. All.Where(cell => Few.Contains(cell.Name))] : All;
        return All.FirstOrDefault(cell => cell.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found
            ? [found]
            : throw new ArgumentException(
                $"--cell is '{name}'; give one of {string.Join(", ", All.Select(cell => cell.Name))}, or leave it out for all.");
    }
}
