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

    /// <summary>The emitted file of a class.</summary>
    /// <param name="model">The class, such as <c>M</c>.</param>
    /// <exception cref="ArgumentException">There is no such file, or there are several.</exception>
    public string Text(string model) => EmittedParts.File(Generated, model);

    /// <summary>A part of it.</summary>
    /// <param name="model">The class, such as <c>M</c>.</param>
    /// <param name="part">The region's name, such as <c>Passes</c>.</param>
    /// <exception cref="ArgumentException">There is no such file or region, or there are several such files.</exception>
    public string Part(string model, string part) => EmittedParts.Of(Generated, model, part);

    /// <summary>
    /// The texts of the classes that all models of the compilation share and whose names begin so, such as <c>LstmLayer</c>.
    /// </summary>
    public string Shared(string name) => string.Join(
        "\n",
        Generated.Where(tree => Path.GetFileName(tree.FilePath).StartsWith("LstmGen.Emitted." + name, StringComparison.Ordinal))
            .OrderBy(tree => tree.FilePath, StringComparer.Ordinal).Select(tree => tree.ToString()));

    /// <inheritdoc/>
    public void Dispose() => _context.Unload();
}
