using LstmGen.Distributed;

namespace LstmGen;

/// <summary>
/// The processes that <c>mpirun</c> has started, which train together: <c>new FitOptions { Distribution = Mpi.World }</c>. The program is
/// started by <c>mpirun -n 4 dotnet Program.dll</c> and is otherwise what it was; without <c>mpirun</c> there is one process, and no MPI is
/// needed.
/// </summary>
/// <remarks>
/// Open MPI 4.1 and 5.0 and MPICH 4.0 are supported, and libraries with the binary interface of MPICH. The library is chosen by what has
/// started the process; the environment variable LSTMGEN_MPI names another file. Ranks that share processors share their threads out,
/// unless LSTMGEN_THREADS says how many each takes.
/// </remarks>
public static class Mpi
{
    private static readonly Lazy<Distribution> CreatedWorld = new(Create);
    private static long s_timeout; // in ticks; 0 before it is first asked for

    /// <summary>
    /// All processes of the job; one where the process was started alone. Begins MPI when it is first asked for, and ends it with the
    /// process.
    /// </summary>
    /// <exception cref="MpiException">The process was started by MPI, but its library cannot be loaded or cannot begin; the message says
    /// what is missing.</exception>
    public static Distribution World => CreatedWorld.Value;

    /// <summary>
    /// How long a rank waits for the others in one exchange before it ends the job; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>
    /// for ever. Default: 30 minutes, or as many seconds as the environment variable LSTMGEN_MPI_TIMEOUT says.
    /// </summary>
    /// <remarks>A process that ends is noticed by <c>mpirun</c> at once; this is for one that hangs, or a network that is lost.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">It is set to no time, or to less.</exception>
    /// <exception cref="MpiException">It was not set, and the environment variable is no number of seconds above 0.</exception>
    public static TimeSpan Timeout
    {
        get
        {
            long ticks = Volatile.Read(ref s_timeout);
            if (ticks == 0)
                Interlocked.CompareExchange(ref s_timeout, TimeoutFrom(Environment.GetEnvironmentVariable("LSTMGEN_MPI_TIMEOUT")).Ticks, 0);
            return new TimeSpan(Volatile.Read(ref s_timeout));
        }

        set
        {
            if (value <= TimeSpan.Zero && value != System.Threading.Timeout.InfiniteTimeSpan)
                throw new ArgumentOutOfRangeException(
                    nameof(value), value, $"Timeout is {value}; give more than zero, or Timeout.InfiniteTimeSpan to wait for ever.");
            Volatile.Write(ref s_timeout, value.Ticks);
        }
    }

    private static Distribution Create()
    {
        if (Launchers.Find(Environment.GetEnvironmentVariable) is not { } launcher)
            return new SingleRank();
        _ = Timeout; // a variable that says none is told here, and not when a rank waits
        return MpiWorld.Begin(MpiLibrary.Load(launcher));
    }

    internal static TimeSpan TimeoutFrom(string? seconds) => seconds switch
    {
        null or "" => TimeSpan.FromMinutes(30),
        _ when double.TryParse(seconds, System.Globalization.CultureInfo.InvariantCulture, out double given) && given > 0 =>
            TimeSpan.FromSeconds(Math.Min(given, 1e9)),
        _ =>
            throw new MpiException($"The environment variable LSTMGEN_MPI_TIMEOUT is '{seconds}'; use a number of seconds above 0, "
                + "or leave it unset for 1800."),
    };
}
