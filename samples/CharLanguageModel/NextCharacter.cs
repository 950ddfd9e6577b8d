using LstmGen.Data;

namespace LstmGen.Samples.CharLanguageModel;

/// <summary>Lets the library's samplers draw from a GRU's stream; the state is the stream itself.</summary>
internal sealed class NextCharGru(CharGru model, int known) : INextTokenModel<CharGru.Stream>
{
    public int Vocabulary => Characters.Most;

    public CharGru.Stream CreateState() => model.CreateStream();

    public void Reset(CharGru.Stream state) => state.Reset();

    public void Copy(CharGru.Stream source, CharGru.Stream destination) => destination.State = source.State;

    public void Step(CharGru.Stream state, int token, Span<float> logits)
    {
        state.Step([token], logits);
        state.Heads[0].CopyOutputs(logits);
        Scores.KeepKnown(logits, known);
    }
}

/// <summary>The same for the LSTM.</summary>
internal sealed class NextCharLstm(CharLstm model, int known) : INextTokenModel<CharLstm.Stream>
{
    public int Vocabulary => Characters.Most;

    public CharLstm.Stream CreateState() => model.CreateStream();

    public void Reset(CharLstm.Stream state) => state.Reset();

    public void Copy(CharLstm.Stream source, CharLstm.Stream destination) => destination.State = source.State;

    public void Step(CharLstm.Stream state, int token, Span<float> logits)
    {
        state.Step([token], logits);
        state.Heads[0].CopyOutputs(logits);
        Scores.KeepKnown(logits, known);
    }
}
