namespace MlPhys.Kernel.Tests.Sweeps;

/// <summary>A test that needs SLURM's daemons and the right to start them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SlurmFactAttribute : FactAttribute
{
    public SlurmFactAttribute()
    {
        if (!File.Exists("/usr/sbin/slurmctld") || !File.Exists("/usr/sbin/munged"))
            Skip = "SLURM is not here: apt-get install slurm-wlm munge";
        else if (Environment.UserName != "root")
            Skip = "SLURM's daemons are started by root only";
    }
}
