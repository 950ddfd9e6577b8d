namespace LstmGen.Training;

/// <summary>Something is wrong with the program rather than with a trial: the search ends with the inner exception.</summary>
internal sealed class SearchSetupException(ArgumentException cause) : Exception(cause.Message, cause);
