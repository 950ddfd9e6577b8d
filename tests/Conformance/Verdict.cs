namespace LstmGen.Conformance;

/// <summary>What all cases together come to.</summary>
public static class Verdict
{
    /// <summary>
    /// 1 where a case is wrong, and where no case was compared; else 0. A case that is not supported alone is no fault: a folder may hold
    /// cases of what the project does not have.
    /// </summary>
    public static int ExitCode(IReadOnlyCollection<CaseResult> results) =>
        results.Any(result => result.Wrong) || !results.Any(result => result.Passed) ? 1 : 0;

    /// <summary>Counts in one line, and the names of what is not supported in another.</summary>
    public static string Summary(IReadOnlyCollection<CaseResult> results)
    {
        string[] unsupported = [.. results.Where(result => result.Unsupported is not null).Select(result => result.Name)];
        int passed = results.Count(result => result.Passed);
        int wrong = results.Count(result => result.Wrong);
        string counts = $"{results.Count} cases: {passed} ok, {wrong} wrong, {unsupported.Length} unsupported"
            + (passed == 0 ? "; none was compared and right" : "");
        return unsupported.Length == 0 ? counts : $"{counts}\nunsupported: {string.Join(", ", unsupported)}";
    }
}
