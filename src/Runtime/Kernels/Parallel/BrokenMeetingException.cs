namespace LstmGen.CompilerServices;

/// <summary>Ends a part that waits for another which has failed; the other's exception is the one that the caller sees.</summary>
internal sealed class BrokenMeetingException() : Exception("Another part of the run has failed.");
