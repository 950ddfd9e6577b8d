namespace LstmGen.Samples.Playground;

/// <summary>Trains the models of text on made-up sentences, by truncated BPTT over parallel streams.</summary>
internal static class TextTraining
{
    private const int Streams = 32, Steps = 64;

    public static void Run(string folder)
    {
        SequenceSet train = SequenceSet.ParallelStreams(Letters.Ids(Stories.Write(12_000, 1)), Streams);
        SequenceSet test = SequenceSet.ParallelStreams(Letters.Ids(Stories.Write(400, 2)), Streams);
        Train(new Writer(1), "Writer", epochs: 6, rate: 4e-3f);
        Train(new UnrolledRnn(1), "UnrolledRnn", epochs: 3, rate: 4e-3f);
        Train(new UnrolledGru(1), "UnrolledGru", epochs: 3, rate: 8e-3f);
        Train(new UnrolledLstm(1), "UnrolledLstm", epochs: 3, rate: 8e-3f);

        void Train(IRecurrentModel model, string name, int epochs, float rate)
        {
            int updates = epochs * ((train.MaxLength + Steps - 1) / Steps);
            model.Fit(train, new FitOptions
            {
                Epochs = epochs, BatchSize = Streams, Shuffle = false, CarryState = true, TruncatedSteps = Steps, ClipNorm = 1f, Seed = 1,
                Optimizer = new Adam(rate), Schedule = new CosineDecay(updates, rate / 50, ScheduleUnit.Step),
            });
            Console.WriteLine(
                $"{name}: {model.Evaluate(test, truncatedSteps: Steps).Loss:f4} nats a character, {model.Parameters.Count} parameters");
            ModelFile.Save(model.Parameters, Path.Combine(folder, name + ".safetensors"));
        }
    }
}
