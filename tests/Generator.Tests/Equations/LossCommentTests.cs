using LstmGen.Generator.Equations;
using LstmGen.Generator.Heads.Regression;

namespace LstmGen.Generator.Tests.Equations;

/// <summary>A loss and its derivatives as readers see them above the emitted code.</summary>
public class LossCommentTests
{
    [Theory]
    [InlineData("output y; target target; loss log1p(y)", "l = log1p(y)", "dl/dy = 1 / (1 + y)")]
    [InlineData("output y; target target; loss multiply(=0.1,multiply(y,y))", "l = 0.1 y^2", "dl/dy = 0.2 y")]
    [InlineData("output y; target target; loss multiply(y,divide(target,add(=1,target)))", "l = y (target / (1 + target))",
        "dl/dy = target / (1 + target)")]
    [InlineData("output y; target target; loss subtract(y,target)", "l = y - target", "dl/dy = 1")]
    [InlineData("output y; target target; loss abs(target)", "l = |target|", "dl/dy = 0")]
    public void A_derivative_is_written_whole(string text, string loss, string derivative) => Assert.Equal(
        $"{loss}\n{derivative}", new EquationHeadLoss(LossEquation.Read(text, ""), 1, "Head").Comment);
}
