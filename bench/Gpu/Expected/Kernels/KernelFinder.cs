using System.Reflection;
using ILGPU;

namespace LstmGen.Bench.Gpu.Expected.Kernels;

/// <summary>Finds the methods that are kernels: private, without a result, with a view among what they take.</summary>
internal static class KernelFinder
{
    private const BindingFlags Own = BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Every kernel that models share, but for generic ones.</summary>
    public static IEnumerable<MethodInfo> Shared => typeof(GpuDevice).Assembly.GetTypes().SelectMany(In);

    /// <summary>Kernels of a type.</summary>
    public static IEnumerable<MethodInfo> In(Type type) => type.GetMethods(Own).Where(method =>
        method.ReturnType == typeof(void) && !method.IsGenericMethod && !method.Name.Contains('<', StringComparison.Ordinal)
        && method.GetParameters() is { Length: > 0 } parameters
        && parameters.All(p => p.ParameterType.IsValueType && !p.ParameterType.IsByRef)
        && parameters.Any(p => HoldsView(p.ParameterType)));

    /// <summary>A kernel that models share.</summary>
    /// <param name="type">Name of its class.</param>
    /// <param name="method">Its own name.</param>
    /// <param name="rule">What a generic one is for; null for others.</param>
    public static MethodInfo Find(string type, string method, Type? rule = null)
    {
        MethodInfo found = typeof(GpuDevice).Assembly.GetType("LstmGen.CompilerServices." + type, throwOnError: true)!.GetMethod(
            method, Own)
            ?? throw new MissingMethodException(type, method);
        return rule is null ? found : found.MakeGenericMethod(rule);
    }

    /// <summary>A kernel of a model.</summary>
    public static MethodInfo OfModel(IRecurrentModel model, string name)
    {
        Type device = model.GetType().GetNestedType("GpuModel", BindingFlags.Public | BindingFlags.NonPublic)
            ?? throw new ArgumentException($"{model.GetType().Name} has no GpuModel: declare it with Backends.Ilgpu.", nameof(model));
        return device.GetMethod(name, Own) ?? throw new MissingMethodException(device.FullName, name);
    }

    private static bool HoldsView(Type type) =>
        (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ArrayView<>))
        || (type.Namespace == "LstmGen.CompilerServices"
            && type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic).Any(f => HoldsView(f.FieldType)));
}
