using System.IO.Compression;
using System.Text;
using LstmGen.Data;

namespace LstmGen.Fuzz;

/// <summary>Every reader of data files.</summary>
public static class FuzzTargets
{
    private static readonly string[] Table =
        [",", ";", "\t", "\"", "\"\"", "\n", "\r\n", "\r", "\0", "NaN", "?", "1e999", "-", "1,5", "1.5", "2019-03-04", "24:00", "Z",
            "+01:00", "\uFEFF", "\u00A0"];

    private static readonly Vocabulary Words = Vocabulary.Build([["cat", "Dog", "a b"]]);

    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, FuzzTarget> All { get; } =
        Texts().Concat(WeightTargets.All()).Concat(InterchangeTargets.All()).Append(Wav())
            .ToDictionary(target => target.Name, StringComparer.Ordinal);

    private static IEnumerable<FuzzTarget> Texts()
    {
        var timed = new CsvOptions
        {
            TimeColumn = "t", Missing = MissingValues.Interpolate, MissingMarks = ["?"], ThousandsSeparator = ' '
        };
        string[] series = ["t,a,b\n2019-03-04,1,\"2\"\n2019-03-05 10:00,?,3\n2019-03-06T00:00:00,1 000.5,4\n"];
        yield return Text("csv", series, Table, path => CsvSeries.Read(path, timed));
        yield return Text("csv sorted", series, Table, path => CsvSeries.Read(
            path,
            timed with { TimeOrder = TimeOrder.Sort, RepeatedTimes = RepeatedTimes.Last, FooterRows = 1, TimeOffsets = TimeOffsets.Ignore,
                Missing = MissingValues.Drop }));
        yield return Text(
            "csv by format", ["d;h;a\n04/03/2019;10.00 +01:00;1,5\n05/03/2019;11.00 +01:00;2,5\n"], Table,
            path => CsvSeries.Read(path, new CsvOptions
            {
                Delimiter = ";", DecimalSeparator = ',', TimeColumn = "d", TimeOfDayColumn = "h", TimeFormat = "dd/MM/yyyy HH.mm zzz",
                TimeOffsets = TimeOffsets.ToUtc, Missing = MissingValues.CarryForward,
            }));
        yield return Text(
            "csv of one column", ["a\n1\n\n3\n"], Table,
            path => CsvSeries.Read(path, new CsvOptions { Missing = MissingValues.CarryForward, SkipRows = 0 }));
        yield return Text(
            "csv, long delimiter", ["a::b\n1::2\n\"3\"::4\n"], [.. Table, "::", ":"],
            path => CsvSeries.Read(path, new CsvOptions { Delimiter = "::" }));
        yield return Text(
            "csv texts", ["label,text\ngood,\"a, \"\"b\"\"\"\n"], Table, path => CsvTexts.Read(path, new CsvOptions(), "text", "label"));
        yield return Text(
            "csv recordings", ["id,x,l\n1,2,a\n2,3,b\n1,?,c\n1,5,c\n"], Table,
            path => CsvRecordings.Read(path, timed with { TimeColumn = null }, "id", "l"));
        yield return Text("tsv", ["1\ta \"b\n0\tc\n"], Table, path => Tsv.Read(path));
        yield return Text("conll", ["-DOCSTART- O\n\na\tO\nb\tB\n\nc X Y\n"], Table, path => Conll.Read(path));
        const string Rest = "\tl\tNOUN\tNN\t_\t0\tx\t_\t_\n";
        yield return Text(
            "conllu", [$"# c\n1-2\tab{Rest}1\ta{Rest}2\tb{Rest}2.1\tc{Rest}\n1\td{Rest}"], [.. Table, "1.1", "1-2", "1-", "99999999999"],
            path => ConllU.Read(path));
        string[] keys = ["@dimensions 2\n", "@data\n", "@classLabel true", "@seriesLength 2", "@univariate true", "@equalLength false",
            "@timeStamps true", ":", "#"];
        string[] cases = [
            "@problemName p\n@dimensions 2\n@equalLength true\n@seriesLength 2\n@classLabel true x y\n@data\n1,2:3,4:x\n5,6:7,8:y\n"];
        yield return Text("ts", cases, [.. Table, .. keys], path => TsFile.Read(path));
        yield return Text(
            "ts with gaps", [cases[0].Replace("5,6", "?,6", StringComparison.Ordinal)], [.. Table, .. keys],
            path => TsFile.Read(path, new TsOptions { Missing = MissingValues.Drop }));
        yield return Text(
            "nab series", ["timestamp,value\n2014-01-01 00:00:00,1\n2014-01-01 00:05:00,2\n"], Table, path => NabSeries.Read(path));
        yield return Text(
            "nab labels", ["{\"a.csv\": [[\"2014-01-01 00:00:00.000000\", \"2014-01-02\"]], \"b\": [\"2014-01-01\"]}"],
            [.. Table, "\\ud800", "\\u0000", "[", "]", "{", "}", ":", "null", "[[[[[[[[", "\"a.csv\""], path => NabLabels.Read(path));
        yield return Text(
            "vectors", ["cat 1 2\na b 3 4\nDog 5 6\n", "2 2\ncat 1 2\ndog 3 4\n"], [.. Table, " ", "3 2\n", "route 66"],
            path => Fill(path, ' '));
        yield return Text("vectors, tabs", ["cat\t1\t2\n"], [.. Table, " "], path => Fill(path, '\t'));
        string[] escapes = ["\\", "\\\\", "\\n", "\\u", "\\uD800", "\\u00", "\\end 4", "\\end "];
        yield return Text("vocabulary", [Words.ToText()], [.. Table, .. escapes], path => SameAgain(Vocabulary.Load(path)));
        yield return Text(
            "labels", [LabelSet.Build(["O", "B-x"]).ToText()], [.. Table, .. escapes], path => LabelSet.FromText(File.ReadAllText(path)));
        yield return new FuzzTarget(
            "gzip", [Pack("a\tb\nc\td\n"), [.. Pack("a\tb\n"), .. Pack("c\td\n")]], ["\u001f"], path => Tsv.Read(path),
            e => e is DataFormatException);
        yield return new FuzzTarget(
            "encodings",
            [Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("1\ta\U0001F600\n")).ToArray(),
                [0xFF, 0xFE, 0, 0, 0x31, 0, 0, 0], [0xEF, 0xBB, 0xBF, 0x31, 0x09, 0x61]],
            ["\uFEFF", "\uFFFF", "\U0001F600"], path => Tsv.Read(path), e => e is DataFormatException);
    }

    private static FuzzTarget Text(string name, string[] seeds, string[] words, Action<string> read) =>
        new(name, Array.ConvertAll(seeds, Encoding.UTF8.GetBytes), words, read, e => e is DataFormatException);

    private static FuzzTarget Wav()
    {
        var file = Path.GetTempFileName();
        try
        {
            byte[][] whole = [.. Enum.GetValues<WavEncoding>().Select(Write)];
            string[] words = ["RIFF", "WAVE", "fmt ", "data", "LIST", "\0\0\0\0", "\u0001\0", "\u0003\0", "\u0010\0\0\0", "\u007f", "\0"];
            return new FuzzTarget(
                "wav", [.. whole, .. whole.Select(AsIntoPipe)], words, path => WavFile.Read(path), e => e is DataFormatException);
        }
        finally
        {
            File.Delete(file);
        }

        // Without lengths of file and data, so that changes reach what lies behind their check.
        static byte[] AsIntoPipe(byte[] bytes)
        {
            byte[] unknown = [0xFF, 0xFF, 0xFF, 0xFF];
            return [.. bytes[..4], .. unknown, .. bytes[8..40], .. unknown, .. bytes[44..]];
        }

        byte[] Write(WavEncoding encoding)
        {
            WavFile.Write(file, new Waveform([0.5f, -0.25f, 0.75f, 0.1f, -1, 0], 8000, 2), encoding);
            return File.ReadAllBytes(file);
        }
    }

    private static void Fill(string path, char separator)
    {
        var table = new float[Words.Count * 2];
        try
        {
            WordVectors.Fill(path, Words, table, 2, lowerCase: true, separator);
        }
        catch (DataFormatException)
        {
            if (table.AsSpan().ContainsAnyExcept(0f))
                throw new InvalidOperationException("A failed Fill wrote into the table.");
            throw;
        }
    }

    private static void SameAgain(Vocabulary vocabulary)
    {
        if (!Vocabulary.FromText(vocabulary.ToText()).Tokens.SequenceEqual(vocabulary.Tokens))
            throw new InvalidOperationException("A vocabulary did not come back from its own text.");
    }

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }
}
