namespace LstmGen.CompilerServices;

/// <summary>
/// Which parts of a run are taken. A thread begins with parts of its own, the same ones in every run, so that it finds in its cache what it
/// computed the last time; then it takes what the others have not come to.
/// </summary>
/// <remarks>
/// A part keeps the ticket of the last run that it was taken in. Tickets grow, so that a thread that comes late can take nothing from a
/// later run: all parts that its own run had are taken by then.
/// </remarks>
internal sealed class PartClaims
{
    // Longs of 128 bytes: neighbouring lines are fetched in pairs.
    private const int Apart = 16;

    private long[] _tickets = [];

    /// <summary>Makes room for <paramref name="parts"/> parts; called while none runs.</summary>
    public void Reserve(int parts)
    {
        if (_tickets.Length < parts * Apart) Array.Resize(ref _tickets, parts * Apart);
    }

    /// <summary>Takes a part for the run of <paramref name="ticket"/>; false where another thread has.</summary>
    public bool Take(int part, long ticket)
    {
        ref long last = ref _tickets[part * Apart];
        long seen = Volatile.Read(ref last);
        return unchecked(ticket - seen) > 0 && Interlocked.CompareExchange(ref last, ticket, seen) == seen;
    }
}
