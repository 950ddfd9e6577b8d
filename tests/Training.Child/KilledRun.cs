using LstmGen.Data;

namespace LstmGen.Training.Child;

/// <summary>The model whose training is killed again and again.</summary>
[RecurrentModel]
[Embedding(12, 5)]
[Lstm(6)]
[Dropout(0.2f)]
[Classification(3)]
public partial class KilledModel;

/// <summary>A run that parent and child process describe alike.</summary>
public static class KilledRun
{
    public const int Epochs = 800;

    public static SequenceSet Data { get; } = Create(40, 1);

    private static SequenceSet Validation { get; } = Create(6, 2);

    public static FitOptions Options => new()
    {
        Epochs = Epochs,
        BatchSize = 4,
        Seed = 11,
        Optimizer = new Adam(0.003f),
        Schedule = new CosineDecay(Epochs * 10, unit: ScheduleUnit.Step),
        Average = new WeightAverage(0.95),
        ClipNorm = 1,
        Validation = Validation,
        EarlyStopping = new(patience: Epochs),
    };

    private static SequenceSet Create(int count, long seed)
    {
        var random = new SeededRandom(seed);
        int[][] rows = new int[count][];
        int[] classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            rows[i] = new int[2 + random.NextInt(6)];
            for (int t = 0; t < rows[i].Length; t++)
                rows[i][t] = random.NextInt(12);
            classes[i] = random.NextInt(3);
        }

        return SequenceSet.FromTokens(rows).WithClasses(classes);
    }
}
