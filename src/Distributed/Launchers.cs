namespace LstmGen.Distributed;

/// <summary>Finds the launcher.</summary>
internal static class Launchers
{
    /// <summary>The launcher; null where the process was started alone.</summary>
    /// <param name="variable">Gives the environment's variables.</param>
    /// <exception cref="MpiException">A batch system has started several processes without MPI.</exception>
    public static Launcher? Find(Func<string, string?> variable)
    {
        bool Has(string name) => !string.IsNullOrEmpty(variable(name));
        if (Has("OMPI_COMM_WORLD_SIZE"))
            return Launcher.OpenMpi;
        if (Has("PMIX_RANK"))
            return Launcher.Either;
        if (Has("PMI_RANK") || Has("PMI_FD"))
            return Has("SLURM_JOB_ID") ? Launcher.Either : Launcher.Mpich;
        if (int.TryParse(variable("SLURM_STEP_NUM_TASKS"), out int tasks) && tasks > 1)
            throw new MpiException($"Slurm has started {tasks} tasks without MPI, so that each would train alone. Start them by srun "
                + "--mpi=pmix (or --mpi=pmi2), or by mpirun.");
        return null;
    }
}
