namespace LstmGen.Generator.Text;

/// <summary>Writes the choice among vectors of three widths.</summary>
internal static class WidthChoice
{
    /// <summary>Writes a statement with vectors as wide as the machine's.</summary>
    /// <param name="w">Where to write.</param>
    /// <param name="statement">The statement, given the type of vectors.</param>
    public static void Emit(CodeWriter w, Func<string, string> statement) => w.Line($"""
        if (Simd.Level == SimdLevel.Vector512)
            {statement("F32x16")}
        else if (Simd.Level == SimdLevel.Vector256)
            {statement("F32x8")}
        else
            {statement("F32x4")}
        """);
}
