using Xunit;

namespace LstmGen.Data.Tests;

/// <summary>Each column of CoNLL-U that can be a tag, by its name in the format.</summary>
public class ConllUColumnTests
{
    [Theory]
    [InlineData(ConllUColumn.Lemma, "LEMMA")]
    [InlineData(ConllUColumn.Upos, "UPOS")]
    [InlineData(ConllUColumn.Xpos, "XPOS")]
    [InlineData(ConllUColumn.Features, "FEATS")]
    [InlineData(ConllUColumn.DependencyRelation, "DEPREL")]
    public void Tags_are_those_of_the_column(ConllUColumn column, string name)
    {
        // The names of the format's ten columns, in its order, with an id where one must be.
        using var file = new TempFile("1\tFORM\tLEMMA\tUPOS\tXPOS\tFEATS\tHEAD\tDEPREL\tDEPS\tMISC\n");
        var sentence = Assert.Single(ConllU.Read(file.Path, column));
        Assert.Equal(["FORM"], sentence.Tokens);
        Assert.Equal([name], sentence.Tags);
    }

    [Fact]
    public void Every_column_is_tried() => Assert.Equal(5, Enum.GetValues<ConllUColumn>().Length);
}
