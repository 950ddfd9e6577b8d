using LstmGen.CompilerServices;
using Xunit;

namespace LstmGen.Runtime.Tests.Kernels;

/// <summary>Processors that the process may use, from the texts by which Linux tells of affinity masks and quotas.</summary>
public sealed class UsableProcessorsTests
{
    private const string Mounts2 = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n";

    private const string Mounts1 = """
        31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw,mode=755
        32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
        36 31 0:31 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
        """;

    [Theory]
    [InlineData("Name:\tx\nCpus_allowed:\t1\nCpus_allowed_list:\t0\n", 1)]
    [InlineData("Cpus_allowed_list:\t0-3,8,10-11\n", 7)]
    [InlineData("Cpus_allowed_list:\t0-63\n", 16)]
    [InlineData("Cpus_allowed_list:\tnothing\n", 16)]
    [InlineData("", 16)]
    [InlineData(null, 16)]
    public void An_affinity_mask_counts(string? status, int processors) => Assert.Equal(processors, UsableProcessors.Allowed(16, status));

    [Theory]
    [InlineData(null, 8)]
    [InlineData(0.5, 1)]
    [InlineData(1.0, 1)]
    [InlineData(1.5, 1)]
    [InlineData(2.0, 2)]
    [InlineData(3.9, 3)]
    [InlineData(64.0, 8)]
    public void A_quota_pays_for_whole_processors(double? quota, int processors) =>
        Assert.Equal(processors, UsableProcessors.Paid(8, quota));

    [Fact]
    public void Version_2_is_read_up_to_the_mount() => Assert.Equal(1.5, UsableProcessors.Quota("0::/a/b\n", Mounts2, Files(
        ("/sys/fs/cgroup/a/b/cpu.max", "max 100000\n"), ("/sys/fs/cgroup/a/cpu.max", "150000 100000\n"))));

    [Fact]
    public void The_smallest_quota_counts() => Assert.Equal(2, UsableProcessors.Quota("0::/a/b\n", Mounts2, Files(
        ("/sys/fs/cgroup/a/b/cpu.max", "400000 100000\n"), ("/sys/fs/cgroup/a/cpu.max", "200000 100000\n"))));

    [Fact]
    public void A_container_sees_its_own_group_as_the_root() => Assert.Equal(2, UsableProcessors.Quota("0::/\n", Mounts2, Files(
        ("/sys/fs/cgroup/cpu.max", "200000 100000\n"))));

    [Fact]
    public void Version_1_has_two_files() => Assert.Equal(0.5, UsableProcessors.Quota(
        "5:memory:/x\n4:cpu,cpuacct:/job\n0::/\n", Mounts1, Files(
            ("/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_quota_us", "50000\n"),
            ("/sys/fs/cgroup/cpu,cpuacct/job/cpu.cfs_period_us", "100000\n"),
            ("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n"), ("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n"))));

    [Fact]
    public void A_group_mounted_under_its_own_path_is_found() => Assert.Equal(3, UsableProcessors.Quota(
        "0::/docker/4f\n", "30 23 0:26 /docker/4f /sys/fs/cg\\040x ro - cgroup2 cgroup rw\n",
        Files(("/sys/fs/cg x/cpu.max", "300000 100000\n"))));

    [Theory]
    [InlineData("max 100000")]
    [InlineData("-1 100000")]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("100000 0")]
    public void What_names_no_quota_is_none(string text) =>
        Assert.Null(UsableProcessors.Quota("0::/\n", Mounts2, Files(("/sys/fs/cgroup/cpu.max", text))));

    [Fact]
    public void Texts_that_are_missing_or_broken_give_no_quota()
    {
        Assert.Null(UsableProcessors.Quota(null, null, _ => null));
        Assert.Null(UsableProcessors.Quota("0::/", "rubbish\n1 2 3\n", _ => "100000 100000"));
        Assert.Null(UsableProcessors.Quota("no colons", Mounts2, _ => "100000 100000"));
    }

    [Fact]
    public void This_process_has_at_least_one_and_no_more_than_the_machine()
    {
        Assert.InRange(UsableProcessors.AtOnce, 1, Environment.ProcessorCount);
        Assert.InRange(UsableProcessors.Count, 1, UsableProcessors.AtOnce);
    }

    private static Func<string, string?> Files(params (string Path, string Text)[] files) =>
        path => files.FirstOrDefault(file => file.Path == path).Text;
}
