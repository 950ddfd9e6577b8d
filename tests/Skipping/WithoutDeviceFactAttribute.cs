namespace LstmGen.Testing;

/// <summary>A test of what is said where there is no device of a kind. It says that it skips where there is one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WithoutDeviceFactAttribute : Xunit.FactAttribute
{
    public WithoutDeviceFactAttribute(GpuKind kind)
    {
        Kind = kind;
        Skip = GpuDevice.List().Any(device => device.Kind == kind) ? $"There is a device of {kind} here." : null;
    }

    public GpuKind Kind { get; }
}
