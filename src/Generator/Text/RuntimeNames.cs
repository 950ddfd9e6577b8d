using System.Text;
using System.Text.RegularExpressions;

namespace LstmGen.Generator.Text;

/// <summary>
/// The types outside the model that emitted code names. Emitters write them short; <see cref="CodeWriter"/> writes them behind an alias of
/// their namespace, <c>gen::PanelGemm</c>. What stands before <c>::</c> is looked up among aliases only, so that no type or member of the
/// user's can take their place.
/// </summary>
internal static class RuntimeNames
{
    private static readonly (string Alias, string Namespace)[] Aliases =
        [("sys", "System"), ("ilgpu", "ILGPU"), ("lstm", "LstmGen"), ("gen", "LstmGen.CompilerServices"), ("train", "LstmGen.Training"),
            (EmittedAlias, EmittedNamespace)];

    /// <summary>The alias of what a compilation has once for all models.</summary>
    public const string EmittedAlias = "cells";

    /// <summary>The namespace of such classes.</summary>
    public const string EmittedNamespace = "LstmGen.Emitted";

    /// <summary>The type of a weight matrix in panels.</summary>
    public const string PackedMatrix = "PackedMatrix";

    /// <summary>The type of a block of floats.</summary>
    public const string AlignedBuffer = "AlignedBuffer";

    private static readonly Dictionary<string, (string Namespace, string Written)> Whole = Table(
        ("System", """
            ArgumentNullException IDisposable Math
            NotSupportedException Obsolete ReadOnlySpan Span
            """),
        ("System.Runtime.CompilerServices", "MethodImpl MethodImplOptions"),
        ("ILGPU", "ArrayView Grid Group KernelConfig SharedMemory"),
        ("LstmGen", """
            CtcBeamDecoder CtcFusion EmbeddingVectors GpuDevice IHasGpuModel INextTokenModel IRecurrentModel
            ISourceModel ISourceStream LossWeighting
            ModelDescription ModelFile ModelLoadOptions ModelSaveOptions ModelState ParameterStore
            TargetKind WorkerPool
            """),
        ("LstmGen.CompilerServices", """
            ActivationGradients Activations AttentionPooling ChannelPadding Channels CompiledWeights Convolution CrfRows CrfWeights
            CtcRows DeviceAttentionShape DeviceBuffer DeviceHead DeviceKernels DeviceModel DeviceSourceAttention DeviceStep DeviceTime
            DeviceWorkspace Directions DropoutMask Elementwise EmbeddingTable EmittedDirection EmittedLayer EmittedWeights
            EmittedWorkspace F32x16 F32x4 F32x8 FeatureColumns Float4 GateColumn GateLayout GateRegisters GateRows GateSlots
            GateWeightLayout GradientInput GradientShare HeadOutputs HeadRows HeadSteps HiddenRow Huber IDeviceLanes ILanes IModelPasses
            IParallelWork JoinedChannels Lane LastStep LayerDirections LayerNormalization LossFunctions LossScale MaxPooling
            MeanAbsolute MeanPooling MeanSquared MergedDirections ModelPhases ModelStream ModelTurn PackedCache PackedMatrix
            PackedParameters PanelGemm ParameterDraws ParameterPlace ParameterTable ParameterViews PooledDenseWeights PredictInput
            Predictions PreparedRowProduct Quantile ReadAhead RecurrentInput RecurrentState Residual RowMask RowNormalization RowPlaces
            RowRefs SavedWeights SelfAttention SelfAttentionShape Sequences SigmoidCrossEntropy Simd SimdLevel SkipConnection Softmax
            SoftmaxCrossEntropy SourceAttention SourceBlock SourceModelStream StateTable StepDenseWeights StepLayout StepsPerProduct
            TagDecoding TimeDistributedDense UnitProducts UnitShares ValidPairs Wave WeightGradient WindowShape WorkspaceCache ZoneoutMask
            """),
        ("LstmGen.Training", "AlignedBuffer HeadWorkspace ModelWorkspace RecurrentActivations TimeLayout"));

    /// <summary>The alias of a name that a text declares.</summary>
    public static bool DeclaresAlias(string text, string name) => text.Contains($"\nusing {name} = ");

    /// <summary>A text with whole names in place of the aliases.</summary>
    public static string WithoutAliases(string text) => Regex.Replace(
        text, @$"(?<![\w@])({string.Join("|", Aliases.Select(one => one.Alias))})::",
        match => $"global::{Aliases.First(one => one.Alias == match.Groups[1].Value).Namespace}.");

    /// <summary>All names of the table, short.</summary>
    public static IEnumerable<string> Short => Whole.Keys;

    /// <summary>The same whole, as the compiler's metadata has them.</summary>
    public static IEnumerable<string> Full => Whole.Select(pair => $"{pair.Value.Namespace}.{pair.Key}");

    /// <summary>The directives that declare the aliases in a text.</summary>
    public static IEnumerable<string> AliasesIn(string text) =>
        Aliases.Where(one => text.Contains(one.Alias + "::")).Select(one => $"using {one.Alias} = global::{one.Namespace};");

    /// <summary>
    /// A name of the user's, written so that it is not taken for one of the table: <c>@Residual</c>; nor for a word of the language, all of
    /// which are of small letters: <c>@class</c>, <c>@var</c>.
    /// </summary>
    public static string Own(string name) => Whole.ContainsKey(name) || name.All(c => c is >= 'a' and <= 'z') ? "@" + name : name;

    /// <summary>A name of the generator's that is made of one of the user's, so that it is none of the table.</summary>
    public static string Apart(string name) => Whole.ContainsKey(name) ? name + "_" : name;

    /// <summary>The line with every name of the table qualified, outside strings, comments and after a dot.</summary>
    public static string Qualify(string line)
    {
        StringBuilder? result = null;
        int copied = 0;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c == '"')
                i = EndOfString(line, i);
            else if (c == '/' && i + 1 < line.Length && line[i + 1] == '/')
                break;
            else if (StartsName(c))
            {
                int end = i + 1;
                while (end < line.Length && (StartsName(line[end]) || char.IsDigit(line[end])))
                    end++;
                bool member = i > 0 && (line[i - 1] is '.' or ':' && !IsRange(line, i) || char.IsDigit(line[i - 1]));
                // All of them begin with a capital.
                if (!member && char.IsUpper(c) && Whole.TryGetValue(line.Substring(i, end - i), out var whole))
                {
                    result ??= new StringBuilder();
                    result.Append(line, copied, i - copied).Append(whole.Written);
                    copied = end;
                }

                i = end - 1;
            }
        }

        return result is null ? line : result.Append(line, copied, line.Length - copied).ToString();
    }

    private static bool StartsName(char c) => char.IsLetter(c) || c == '_' || c == '@';

    // In h[..Math.Min(a, b)] the name after two dots is no member.
    private static bool IsRange(string line, int at) => at > 1 && line[at - 1] == '.' && line[at - 2] == '.';

    private static int EndOfString(string line, int open)
    {
        int i = open + 1;
        while (i < line.Length && line[i] != '"')
            i += line[i] == '\\' ? 2 : 1;
        return i;
    }

    private static Dictionary<string, (string Namespace, string Written)> Table(params (string Namespace, string Names)[] groups)
    {
        var table = new Dictionary<string, (string Namespace, string Written)>();
        foreach ((string space, string names) in groups)
        {
            (string alias,
                string root) = Aliases.Where(
                    one => space == one.Namespace || space.StartsWith(one.Namespace + ".", StringComparison.Ordinal))
                .OrderByDescending(one => one.Namespace.Length).First();
            string inside = space == root ? "" : space.Substring(root.Length + 1) + ".";
            foreach (string name in names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
                table.Add(name, (space, $"{alias}::{inside}{name}"));
        }

        return table;
    }
}
