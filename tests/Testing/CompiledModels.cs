using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace LstmGen.Testing;

/// <summary>Loaded models of one compilation; disposing lets the runtime unload them.</summary>
public sealed class CompiledModels : IDisposable
{
    private readonly AssemblyLoadContext _context;

    internal CompiledModels(byte[] image, IReadOnlyList<SyntaxTree> generated)
    {
        Image = image;
        Generated = generated;
        _context = new AssemblyLoadContext("models", isCollectible: true);
        _context.Resolving += (_, name) => AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a => a.GetName().Name == name.Name);
        using var stream = new MemoryStream(image);
        Assembly = _context.LoadFromStream(stream);
    }

    /// <summary>The compiled library.</summary>
    public byte[] Image { get; }

    /// <summary>The loaded library.</summary>
    public Assembly Assembly { get; }

    /// <summary>The emitted files.</summary>
    public IReadOnlyList<SyntaxTree> Generated { get; }

    /// <summary>A new model of the class with this full name, drawn from <paramref name="seed"/>.</summary>
    public IRecurrentModel Create(string typeName, int seed = 0) => (IRecurrentModel)Activator.CreateInstance(
        Assembly.GetType(typeName, throwOnError: true)!, [seed])!;

    /// <summary>The text of the emitted file whose name ends in <paramref name="suffix"/>, such as <c>Passes.g.cs</c>.</summary>
    public string Text(string suffix) => Generated.Single(tree => tree.FilePath.EndsWith(suffix, StringComparison.Ordinal)).ToString();

    /// <inheritdoc/>
    public void Dispose() => _context.Unload();
}
