using System.Text;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// The types outside the model that emitted code names. Emitters write them short; <see cref="CodeWriter"/> writes them
/// whole, <c>global::</c> and all, so that no type or member of the user's can take their place.
/// </summary>
internal static class RuntimeNames
{
    private static readonly Dictionary<string, string> Whole = Table(
        ("System", """
            ArgumentException ArgumentNullException ArgumentOutOfRangeException IDisposable InvalidOperationException Math
            MathF NotSupportedException Obsolete ReadOnlySpan Span
            """),
        ("System.Runtime.CompilerServices", "MethodImpl MethodImplOptions"),
        ("System.Threading", "Volatile"),
        ("ILGPU", "ArrayView Grid Group KernelConfig SharedMemory"),
        ("LstmGen", """
            BridgeInfo BridgeInput CtcBeamDecoder CtcFusion EmbeddingVectors EncodedSource GpuDevice HeadInfo IHasGpuModel INextTokenModel IRecurrentModel
            ISourceModel ISourceStream LossWeighting
            ModelDescription ModelFile ModelLoadOptions ModelSaveOptions ModelState ParameterInfo ParameterStore ParameterWriting
            StateInfo TargetKind WorkerPool
            """),
        ("LstmGen.CompilerServices", """
            ActivationGradients Activations AttentionPooling ChannelPadding Channels CompiledWeights Convolution CrfRows CrfWeights CtcRows
            DeviceAttentionShape DeviceBuffer DeviceHead DeviceKernels DeviceModel DeviceSourceAttention DeviceTime DeviceWorkspace
            Directions DropoutMask Elementwise
            EmbeddingTable F32x16 F32x4 F32x8 Float4 GateColumn GateLayout GateRegisters GateRows GateSlots GateWeightLayout
            GradientInput GradientShare GruSlots HeadOutputs HiddenRow Huber IDeviceLanes ILanes Initializer JoinedChannels Lane LastStep
            LayerNormalization LossFunctions LossScale MaxPooling MeanAbsolute MeanPooling MeanSquared MergedDirections PackedMatrix
            PackedParameters PanelGemm ParameterReading PredictInput Quantile ReadAhead RecurrentState Residual RowMask RowNormalization
            RowPlaces RowProduct RowRefs SavedWeights SelfAttention SelfAttentionShape Sequences SigmoidCrossEntropy Simd SimdLevel Softmax
            SoftmaxCrossEntropy SourceAttention SourceBlock StepBlocks
            StepLayout StepProducts StepRows TagDecoding TransposedBlocks UnitProducts UnitShares Wave WeightGradient WindowShape
            WorkspaceCache ZoneoutMask
            """),
        ("LstmGen.Training", "AlignedBuffer HeadWorkspace ModelWorkspace RecurrentActivations TimeLayout"));

    /// <summary>All names of the table, short.</summary>
    public static IEnumerable<string> Short => Whole.Keys;

    /// <summary>The same whole, as the compiler's metadata has them.</summary>
    public static IEnumerable<string> Full => Whole.Values.Select(name => name.Substring("global::".Length));

    /// <summary>
    /// A name of the user's, written so that it is not taken for one of the table: <c>@Residual</c>; nor for a word of the language, all of which
    /// are of small letters: <c>@class</c>, <c>@var</c>.
    /// </summary>
    public static string Own(string name) => Whole.ContainsKey(name) || name.All(c => c is >= 'a' and <= 'z') ? "@" + name : name;

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
                if (!member && Whole.TryGetValue(line.Substring(i, end - i), out string? whole))
                {
                    result ??= new StringBuilder();
                    result.Append(line, copied, i - copied).Append(whole);
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

    private static Dictionary<string, string> Table(params (string Namespace, string Names)[] groups)
    {
        var table = new Dictionary<string, string>();
        foreach ((string space, string names) in groups)
        {
            foreach (string name in names.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
                table.Add(name, $"global::{space}.{name}");
        }

        return table;
    }
}
