using System.Globalization;
using System.Text.RegularExpressions;

namespace LstmGen.Bench.Gpu.Expected.Ptx;

/// <summary>Reads the first kernel of a text in PTX: one instruction a line, as ILGPU writes them.</summary>
internal static partial class PtxParser
{
    private static readonly string[] WithoutResult = ["st", "bar", "barrier", "bra", "ret", "exit", "red", "membar", "fence", "call",
        "prefetch", "trap"];

    /// <summary>Reads a kernel.</summary>
    /// <exception cref="FormatException">There is no kernel, a branch goes to no label, or a line is no instruction.</exception>
    public static PtxKernel Read(string text)
    {
        text = Comments().Replace(text, "");
        Match entry = Entry().Match(text);
        if (!entry.Success)
            throw new FormatException("The text has no kernel: '.entry NAME' is missing.");
        string header = text[entry.Index..], body = Body(text, text.IndexOf('{', entry.Index));
        List<PtxBlock> blocks = Blocks(body);
        Connect(blocks);
        blocks = Contraction.Of(blocks);
        Match threads = Threads().Match(header[..header.IndexOf('{', StringComparison.Ordinal)]);
        return new PtxKernel
        {
            Name = entry.Groups[1].Value,
            Blocks = blocks,
            Widths = Registers().Matches(body).ToDictionary(m => m.Groups[2].Value, m => Width(m.Groups[1].Value)),
            SharedBytes = SharedArrays().Matches(text).Sum(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)),
            MaxThreads = threads.Success ? int.Parse(threads.Groups[1].Value, CultureInfo.InvariantCulture) : null,
        };
    }

    private static string Body(string text, int open)
    {
        int depth = 0;
        for (int at = open; at >= 0 && at < text.Length; at++)
        {
            depth += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
            if (depth == 0)
                return text[(open + 1)..at];
        }

        throw new FormatException("The kernel's body does not end: a '}' is missing.");
    }

    // A block ends before a label and after a branch.
    private static List<PtxBlock> Blocks(string body)
    {
        List<PtxBlock> blocks = [];
        string label = "";
        List<PtxInstruction> instructions = [];
        void End(string next)
        {
            if (instructions.Count > 0 || label.Length > 0)
                blocks.Add(new PtxBlock(label, instructions));
            (label, instructions) = (next, []);
        }

        foreach (string raw in body.Split('\n'))
        {
            string line = raw.Trim();
            Match labelled = Label().Match(line);
            if (labelled.Success)
            {
                End(labelled.Groups[1].Value);
                line = line[labelled.Length..].Trim();
            }

            if (line.Length == 0 || line[0] is '.' or '{' or '}')
                continue;
            PtxInstruction instruction = Instruction(line);
            instructions.Add(instruction);
            if (instruction.Kind == InstructionKind.Branch && !instruction.Opcode.StartsWith("call", StringComparison.Ordinal))
                End("");
        }

        End("");
        return blocks;
    }

    private static void Connect(List<PtxBlock> blocks)
    {
        var places = new Dictionary<string, int>();
        for (int i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Label.Length > 0)
                places[blocks[i].Label] = i;
        }

        for (int i = 0; i < blocks.Count; i++)
        {
            PtxInstruction? last = blocks[i].Instructions.Count > 0 ? blocks[i].Instructions[^1] : null;
            List<int> next = [];
            if (last?.Target is { } target)
                next.Add(
                    places.TryGetValue(target, out int place)
                        ? place
                        : throw new FormatException($"A branch goes to '{target}'; there is no such label."));
            if (last?.Leaves != true && i + 1 < blocks.Count)
                next.Add(i + 1);
            blocks[i].Next = next;
        }
    }

    private static PtxInstruction Instruction(string line)
    {
        Match m = Statement().Match(line);
        if (!m.Success)
            throw new FormatException($"'{line}' is no instruction: '[@PREDICATE] OPCODE OPERANDS;' is expected.");
        string opcode = m.Groups["opcode"].Value, operands = m.Groups["operands"].Value;
        string? guard = m.Groups["guard"].Success ? m.Groups["guard"].Value : null;
        string name = opcode.Split('.')[0];
        string[] parts = Split(operands);
        bool result = !WithoutResult.Contains(name) && parts.Length > 0;
        string[] writes = result ? Names(parts[0]) : [];
        List<string> reads = [.. Names(string.Join(' ', result ? parts[1..] : parts))];
        if (guard is not null)
            reads.Add(guard);
        return new PtxInstruction(
            opcode, guard, writes, reads, name == "bra" ? parts[^1].Trim() : null,
            Constant: name == "cvta"
                || reads.Count == 0
                    && (name == "mov" && !operands.Contains("%tid", StringComparison.Ordinal)
                        || opcode.StartsWith("ld.param", StringComparison.Ordinal)));
    }

    // Commas inside { } and [ ] do not part operands.
    private static string[] Split(string operands)
    {
        List<string> parts = [];
        int depth = 0, begin = 0;
        for (int at = 0; at < operands.Length; at++)
        {
            depth += operands[at] is '{' or '[' or '(' ? 1 : operands[at] is '}' or ']' or ')' ? -1 : 0;
            if (operands[at] != ',' || depth > 0)
                continue;
            parts.Add(operands[begin..at]);
            begin = at + 1;
        }

        if (operands[begin..].Trim().Length > 0)
            parts.Add(operands[begin..]);
        return [.. parts];
    }

    private static string[] Names(string operand) => [.. Register().Matches(operand).Select(m => m.Value).Distinct()];

    // In registers of 32 bits; predicates have registers of their own.
    private static int Width(string type) => type == "pred" ? 0 : type.EndsWith("64", StringComparison.Ordinal) ? 2 : 1;

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\.entry\s+([$\w]+)")]
    private static partial Regex Entry();

    [GeneratedRegex(@"\.maxntid\s+(\d+)")]
    private static partial Regex Threads();

    [GeneratedRegex(@"\.reg\s+\.(\w+)\s+%([A-Za-z]+)<\d+>")]
    private static partial Regex Registers();

    [GeneratedRegex(@"\.shared\s+(?:\.align\s+\d+\s+)?\.b8\s+[$\w]+\[(\d+)\]")]
    private static partial Regex SharedArrays();

    [GeneratedRegex(@"^([$\w]+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^(?:@!?(?<guard>%[A-Za-z]+\d+)\s+)?(?<opcode>[a-z][\w.:]*)\s*(?<operands>[^;]*);$")]
    private static partial Regex Statement();

    [GeneratedRegex(@"%[A-Za-z]+\d+\b")]
    private static partial Regex Register();
}
