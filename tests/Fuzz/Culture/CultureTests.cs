using System.Globalization;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using LstmGen.Data;
using Xunit;

namespace LstmGen.Fuzz;

/// <summary>Numbers in messages do not follow the user's culture.</summary>
public class CultureTests
{
    private static readonly HashSet<string> Numbers =
        ["SByte", "Byte", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Half", "Single", "Double", "Decimal", "DateTime",
            "DateTimeOffset"];

    [Theory]
    [InlineData("LstmGen.Runtime")]
    [InlineData("LstmGen.Data")]
    [InlineData("LstmGen.Reporting")]
    [InlineData("LstmGen.Interchange")]
    [InlineData("LstmGen.AspNetCore")]
    [InlineData("LstmGen.Cells")]
    [InlineData("LstmGen.Distributed")]
    [InlineData("LstmGen.Runtime.Ilgpu")]
    [InlineData("LstmGen.Tokenizers")]
    [InlineData("lstmgen")]
    public void No_compiled_project_formats_by_the_current_culture(string assembly)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using var pe = new PEReader(file);
        var metadata = pe.GetMetadataReader();
        var found = new List<string>();
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference)
                continue;
            var reference = metadata.GetTypeReference((TypeReferenceHandle)member.Parent);
            var type = metadata.GetString(reference.Name);
            var name = metadata.GetString(member.Name);
            var signature = metadata.GetBlobReader(member.Signature);
            signature.ReadSignatureHeader();
            var parameters = signature.ReadCompressedInteger();
            var takesCulture = Numbers.Contains(type) && name == "ToString" && parameters == 0;
            takesCulture |= type is "DefaultInterpolatedStringHandler" && name == ".ctor" && parameters == 2;
            takesCulture |= type is "AppendInterpolatedStringHandler" && name == ".ctor" && parameters == 3;
            if (takesCulture)
                found.Add($"{type}.{name}({parameters})");
        }

        Assert.Empty(found);
    }

    [Fact]
    public void Messages_have_a_decimal_point_and_a_minus_sign_where_the_culture_has_others()
    {
        var own = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        own.NumberFormat.NumberDecimalSeparator = ",";
        own.NumberFormat.NegativeSign = "~";
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = own;
        try
        {
            Assert.Contains("share is 1.5;", Assert.Throws<ArgumentException>(() => TimeSplit.ByShare(10, 1.5)).Message);
            Assert.Contains("-0.5", Assert.Throws<ArgumentException>(() => MinMaxScaler.Fit([1f, 2f], 1, 0, -0.5f)).Message);
            var series = new TimeSeries([1, 2, 3, 4, 5], ["a"]);
            Assert.DoesNotContain("~", Assert.Throws<ArgumentException>(() => LstmGen.Data.Windows.Over(series, 4, 9)).Message);
            var set = SequenceSet.FromFeatures([[1f], [2f]], 1).WithValues([1f, 2f], 1);
            var options = new FitOptions { Epochs = 1, ClipNorm = -1.5f };
            Assert.Contains("-1.5", Assert.ThrowsAny<ArgumentException>(() => new TinyModel(1).Fit(set, options)).Message);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
