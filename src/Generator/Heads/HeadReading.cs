using LstmGen.Generator.Parsing;
using LstmGen.Generator.Spec;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads;

/// <summary>Reads the properties that all heads share.</summary>
internal static class HeadReading
{
    public static T Read<T>(T spec, AttributeReader attribute)
        where T : HeadSpec
    {
        float weight = attribute.Get("LossWeight", 1f);
        attribute.Require(
            weight >= 0 && weight <= float.MaxValue, "LossWeight", Literal.Shown(weight), "give a finite number of at least 0");
        return spec with { Name = attribute.Identifier("Name"), Dropout = attribute.Rate("Dropout"), LossWeight = weight };
    }
}
