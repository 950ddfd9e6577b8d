namespace LstmGen.Bench.Peers.Items;

/// <summary>Steps of one sequence, one call each, with the state kept.</summary>
internal abstract class StreamItem : BenchItem
{
    /// <summary>Steps of one run.</summary>
    public const int Steps = 64;

    public override int UnitsPerRun => Steps;

    /// <param name="stream">The model's stream.</param>
    /// <param name="model">The model.</param>
    /// <param name="run">Steps it <see cref="Steps"/> times; the loop stands in the lambda so that a step is a direct call.</param>
    public static StreamItem Of<TStream>(TStream stream, IRecurrentModel model, Action<TStream, float[], float[]> run) =>
        new Item<TStream, float>(
            stream, BatchData.Normal(new Random(7), model.Description.Features), model.Description.Heads[0].Outputs,
            run) { Parameters = model.Parameters.Count };

    /// <inheritdoc cref="Of{TStream}"/>
    public static StreamItem OfTokens<TStream>(TStream stream, IRecurrentModel model, Action<TStream, int[], float[]> run) =>
        new Item<TStream, int>(stream, [3], model.Description.Heads[0].Outputs, run) { Parameters = model.Parameters.Count };

    private sealed class Item<TStream, TInput>(
        TStream stream, TInput[] input, int outputs, Action<TStream, TInput[], float[]> run) : StreamItem
    {
        private readonly float[] _outputs = new float[outputs];

        public override void Run() => run(stream, input, _outputs);
    }
}
