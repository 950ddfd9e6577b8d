using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace LstmGen.Generator.Tests.Code;

/// <summary>Emitted methods stay below the sizes at which the JIT gives up optimising.</summary>
public class MethodSizeTests
{
    // Beyond 60,000 bytes of IL or 2,000 locals the JIT does not optimise; beyond 1,024 locals it keeps the rest in memory.
    private const int LargestBody = 60_000, MostLocals = 1024;

    [Theory]
    [InlineData(
        "[RecurrentModel, Embedding(50_000, 512), Lstm(1024, Layers = 8, Bidirectional = true), Dropout(0.5f), Lstm(512, Layers = 4), "
        + "Regression(100), Classification(1000, Name = \"kind\"), SequenceOutput(Name = \"bare\")]")]
    [InlineData("[RecurrentModel(TimeSteps = 64, Unroll = 64), Features(16), Lstm(64, Layers = 2), Regression(1)]")]
    [InlineData("[RecurrentModel(Unroll = 16), Features(3), Lstm(33, Bidirectional = true), Classification(7)]")]
    public void Every_method_of_a_large_model_can_be_optimised(string attributes) =>
        AssertOptimised($"using LstmGen;\nnamespace Large;\n{attributes}\npublic partial class M;");

    internal static void AssertOptimised(string source)
    {
        using CompiledModels models = ModelCompiler.Compile(source);
        var sizes = Sizes(models.Image);
        Assert.True(
            sizes.All(method => method.Bytes < LargestBody),
            string.Join(
                "\n",
                sizes.Where(method => method.Bytes >= LargestBody).Select(method => $"{method.Name} has {method.Bytes} bytes of IL.")));
        var (longest, _, locals) = sizes.MaxBy(method => method.Locals);
        Assert.True(locals < MostLocals, $"{longest} has {locals} locals.");
    }

    private static List<(string Name, int Bytes, int Locals)> Sizes(byte[] image)
    {
        using var file = new PEReader(ImmutableArray.Create(image));
        MetadataReader reader = file.GetMetadataReader();
        var sizes = new List<(string, int, int)>();
        foreach (MethodDefinitionHandle handle in reader.MethodDefinitions)
        {
            MethodDefinition method = reader.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0)
                continue;
            MethodBodyBlock body = file.GetMethodBody(method.RelativeVirtualAddress);
            int locals = 0;
            if (!body.LocalSignature.IsNil)
            {
                BlobReader blob = reader.GetBlobReader(reader.GetStandaloneSignature(body.LocalSignature).Signature);
                blob.ReadSignatureHeader();
                locals = blob.ReadCompressedInteger();
            }

            sizes.Add((reader.GetString(method.Name), body.GetILBytes()!.Length, locals));
        }

        return sizes;
    }
}
