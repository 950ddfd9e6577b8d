using LstmGen.Generator.Heads.Dense;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Heads.Regression;

/// <summary>The losses; the members and their order are those of the attribute's enumeration.</summary>
internal enum RegressionLossKind
{
    MeanSquared,
    MeanAbsolute,
    Huber,
    Quantile,
}
