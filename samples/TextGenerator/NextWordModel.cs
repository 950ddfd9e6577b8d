using LstmGen.Data;

namespace LstmGen.Samples.TextGenerator;

/// <summary>Lets the library's samplers draw from the model's stream; the state is the stream itself.</summary>
internal sealed class NextWordModel(NextWord model, int known) : INextTokenModel<NextWord.Stream>
{
    public int Vocabulary => Words.Most;

    public NextWord.Stream CreateState() => model.CreateStream();

    public void Reset(NextWord.Stream state) => state.Reset();

    public void Copy(NextWord.Stream source, NextWord.Stream destination) => destination.State = source.State;

    public void Step(NextWord.Stream state, int token, Span<float> logits)
    {
        state.Step([token], logits);
        state.Heads[0].CopyOutputs(logits);
        Scores.KeepKnown(logits, known);
    }
}
