using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace LstmGen.Runtime.Tests.Modeling;

/// <summary>Assemblies and symbols named the folder of the machine that built them.</summary>
public sealed class SourcePathTests
{
    [Theory]
    [InlineData(typeof(ModelFile))]
    [InlineData(typeof(RecurrentModelAttribute))]
    public void What_is_packed_names_no_folder_of_this_machine(Type type)
    {
        string assembly = type.Assembly.Location, symbols = Path.ChangeExtension(assembly, ".pdb");
        using var reader = new PEReader(File.OpenRead(assembly));
        string[] stored = [.. reader.ReadDebugDirectory().Where(entry => entry.Type == DebugDirectoryEntryType.CodeView)
            .Select(entry => reader.ReadCodeViewDebugDirectoryData(entry).Path)];
        using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbStream(File.OpenRead(symbols));
        MetadataReader pdb = provider.GetMetadataReader();
        string[] documents = [.. pdb.Documents.Select(handle => pdb.GetString(pdb.GetDocument(handle).Name))];
        Assert.NotEmpty(stored);
        Assert.NotEmpty(documents);
#if DEBUG
        Assert.All(documents, path => Assert.True(Path.IsPathRooted(path))); // where debuggers find them
#else
        Assert.All([.. stored, .. documents], path => Assert.StartsWith("/_/src/", path, StringComparison.Ordinal));
#endif
    }
}
