using Xunit;

namespace LstmGen.Data.Tests;

public class WordVectorsTests
{
    private static readonly Vocabulary Words = Vocabulary.Build([["cat", "Dog", "new york"]]);

    [Theory]
    [InlineData("cat 1 2\nnew york 3 4\nother 5 6\ncat 9 9\n")]
    [InlineData("3 2\ncat 1 2 \nnew york 3 4 \nother 5 6 \n")]
    public void Glove_and_word2vec_fill_known_rows_and_leave_the_others(string text)
    {
        using var file = new TempFile(text);
        var table = Enumerable.Repeat(7f, 10).ToArray();
        Assert.Equal(2, WordVectors.Fill(file.Path, Words, table, 2));
        Assert.Equal([1, 2], table.AsSpan(Words.Id("cat") * 2, 2).ToArray());
        Assert.Equal([3, 4], table.AsSpan(Words.Id("new york") * 2, 2).ToArray());
        Assert.Equal([7, 7, 7, 7], table[..4]);
        Assert.Equal([7, 7], table.AsSpan(Words.Id("Dog") * 2, 2).ToArray());
    }

    [Fact]
    public void Lower_case_serves_where_the_word_itself_is_missing()
    {
        var words = Vocabulary.Build([["Dog", "DOG", "dog", "Cat"]]);
        using var file = new TempFile("dog 1\nDOG 2\ncow 3\n");
        var table = new float[words.Count];
        Assert.Equal(3, WordVectors.Fill(file.Path, words, table, 1, lowerCase: true));
        Assert.Equal((1f, 2f, 1f, 0f), (table[words.Id("Dog")], table[words.Id("DOG")], table[words.Id("dog")], table[words.Id("Cat")]));
    }

    [Theory]
    [InlineData("cat 1 2\nDog 1\n", 2, "the vector has 1 values, the embedding 2")]
    [InlineData("cat 1 2 3\n", 1, "the vector has 3 values, the embedding 2")]
    [InlineData("5 300\ncat 1 2\n", 1, "the vector has 300 values")]
    [InlineData("cat 1 2\nDog 1 x\n", 2, "value 1, 'x', is not a finite number")]
    public void Errors_name_the_row(string text, int row, string problem)
    {
        using var file = new TempFile(text);
        var error = Assert.Throws<DataFormatException>(() => WordVectors.Fill(file.Path, Words, new float[10], 2));
        Assert.Equal(row, error.Row);
        Assert.Contains(problem, error.Message);
    }

    [Fact]
    public void Words_that_end_in_a_number_are_words()
    {
        var words = Vocabulary.Build([["route 66", "cat", "2010", "1 1/2"]]);
        using var file = new TempFile("route 66 1 2\ncat 3 4\n2010 5 6\n1 1/2 7 8\n");
        var table = new float[12];
        Assert.Equal(4, WordVectors.Fill(file.Path, words, table, 2));
        Assert.Equal([1, 2], table.AsSpan(words.Id("route 66") * 2, 2).ToArray());
        Assert.Equal([5, 6], table.AsSpan(words.Id("2010") * 2, 2).ToArray());
        using var announced = new TempFile("1 2\nroute 66 1 2\n");
        Assert.Equal(1, WordVectors.Fill(announced.Path, words, table, 2));
    }

    [Theory]
    [InlineData("cat 1 2\nDog 1 x\n")]
    [InlineData("3 2\ncat 1 2\nDog 3 4\n")]
    [InlineData("cat 1 2 3\nDog 4 5 6\n")]
    [InlineData("cat 1 2\nDog 3\n")]
    public void A_failure_leaves_the_table_as_it_was(string text)
    {
        using var file = new TempFile(text);
        var table = Enumerable.Repeat(7f, 10).ToArray();
        Assert.Throws<DataFormatException>(() => WordVectors.Fill(file.Path, Words, table, 2));
        Assert.All(table, value => Assert.Equal(7f, value));
    }
}
