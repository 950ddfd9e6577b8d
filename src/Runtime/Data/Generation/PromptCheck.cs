namespace LstmGen.Data;

/// <summary>What a prompt must be.</summary>
internal static class PromptCheck
{
    public static void Require(ReadOnlySpan<int> prompt, int vocabulary)
    {
        if (prompt.IsEmpty)
            throw new ArgumentException("The prompt is empty. Give at least one token, such as a begin marker.", nameof(prompt));
        for (var i = 0; i < prompt.Length; i++)
        {
            if ((uint)prompt[i] >= (uint)vocabulary)
                throw new ArgumentException(
                    $"Token {i} of the prompt is {prompt[i]}, outside 0..{vocabulary - 1}. Encode it with the model's vocabulary.",
                    nameof(prompt));
        }
    }
}
