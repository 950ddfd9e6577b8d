namespace LstmGen.Distributed;

/// <summary>What has started the process, as its environment tells.</summary>
internal enum Launcher
{
    /// <summary>Open MPI's mpirun.</summary>
    OpenMpi,

    /// <summary>MPICH's mpirun (Hydra), or one like it.</summary>
    Mpich,

    /// <summary>A batch system, which starts programs of either.</summary>
    Either,
}
