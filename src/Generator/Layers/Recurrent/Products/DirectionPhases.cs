using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>The pieces of a direction's passes that threads share.</summary>
internal static class DirectionPhases
{
    public static IEnumerable<SharedPhase> Of(RecurrentDirection d)
    {
        if (InputAhead.IsPossible(d))
            yield return InputAhead.Phase(d);
        if (InputGradient.SharesSteps(d))
            yield return InputGradient.Phase(d);
        if (!d.Cell.SharesUnits)
            yield break;
        yield return SharedUnits.Phase(d, "Forward");
        yield return SharedUnits.Phase(d, "Backward");
    }
}
