namespace LstmGen.Training;

/// <summary>Checks of the validation data, whose errors say that they are of these and not of the training data.</summary>
internal static class ValidationCheck
{
    /// <exception cref="ArgumentException">What <paramref name="check"/> throws, with the option before its message.</exception>
    public static void Require(Action check, string option = nameof(FitOptions.Validation))
    {
        try
        {
            check();
        }
        catch (ArgumentException e)
        {
            string problem = e.Message.Split(" (Parameter '")[0];
            throw new ArgumentException($"{option}: {problem}", option, e);
        }
    }
}
