using LstmGen.CompilerServices;
using LstmGen.Runtime.Tests.Kernels;
using Xunit;

namespace LstmGen.Runtime.Tests.Modeling;

/// <summary>First values of parameters.</summary>
[Collection(SharedPool.Name)]
public sealed class InitializerTests
{
    private const long Seed = 7, Key = 0x496E6974;
    private const uint Stream = 3;

    public static TheoryData<int, int> Shapes => new()
    {
        { 1, 1 }, { 2, 1 }, { 1, 2 }, { 3, 3 }, { 5, 4 }, { 4, 5 }, { 31, 31 }, { 32, 32 }, { 33, 33 }, { 33, 32 }, { 64, 33 }, { 130, 65 },
        { 65, 130 },
        { 96, 96 }, { 400, 100 }, { 1100, 40 },
    };

    // Orthogonal initialization took 0.28 s for 256 units and grew faster than the cube; blocks of reflections must give the same matrix: Q
    // of the same draws, with a positive diagonal of R, as torch.nn.init.orthogonal_ has it.
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Orthogonal_is_the_q_of_normal_draws_whose_r_has_a_positive_diagonal(int rows, int columns)
    {
        (float[] values, float[] draws) = (new float[rows * columns], new float[rows * columns]);
        Initializer.Orthogonal(values, Seed, Stream, rows, columns);
        Initializer.Normal(draws, Seed, Stream);
        bool wide = rows < columns;
        (int length, int count) = wide ? (columns, rows) : (rows, columns);
        double[][] q = Vectors(values), a = Vectors(draws);
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                Assert.Equal(i == j ? 1 : 0, Dot(q[i], q[j]), 1e-6);
                double r = Dot(q[i], a[j]);
                if (i > j)
                    Assert.Equal(0, r, 1e-5); // R is triangular
                else if (i == j)
                    Assert.True(r > 0, $"R[{i}, {i}] is {r}");
            }
        }

        double[][] Vectors(float[] matrix) =>
            [.. Enumerable.Range(0, count)
                .Select(i => Enumerable.Range(0, length).Select(j => (double)matrix[wide ? i * columns + j : j * columns + i]).ToArray())];
    }

    // A draw of exactly 0 made NaN out of a matrix of one value.
    [Fact]
    public void A_column_of_zeros_becomes_a_column_of_length_1()
    {
        var q = new OrthonormalColumns(3, 2);
        q.Column(1)[2] = 5;
        q.Compute();
        Assert.Equal([1.0, 0, 0], q.Orthonormal(0).ToArray());
        Assert.Equal([0.0, 0, 1], q.Orthonormal(1).ToArray(), (x, y) => Math.Abs(x - y) < 1e-12);
    }

    [Fact]
    public void Values_do_not_depend_on_the_number_of_threads()
    {
        (float[] orthogonal, float[] normal) = On(1);
        (float[] again, float[] normalAgain) = On(3);
        Assert.Equal(orthogonal, again);
        Assert.Equal(normal, normalAgain);

        static (float[], float[]) On(int threads)
        {
            using SharedPool.Scope scope = new(threads, patient: true);
            return Draw();
        }

        static (float[], float[]) Draw()
        {
            (float[] orthogonal, float[] normal) = (new float[300 * 150], new float[200_003]);
            Initializer.Orthogonal(orthogonal, Seed, Stream, 300, 150);
            Initializer.Normal(normal, Seed, Stream, 0.5f);
            return (orthogonal, normal);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(1003)]
    public void Values_drawn_together_are_those_drawn_one_by_one(int count)
    {
        (float[] uniform, float[] normal) = (new float[count], new float[count]);
        Initializer.Uniform(uniform, Seed, Stream, 0.3f);
        Initializer.Normal(normal, Seed, Stream, 2f);
        for (int i = 0; i < count; i++)
        {
            Assert.Equal((2 * CounterRandom.Uniform(Seed, Key, Stream, i) - 1) * 0.3f, uniform[i]);
            Assert.Equal(CounterRandom.Normal(Seed, Key, Stream, i) * 2f, normal[i]);
        }
    }

    [Fact]
    public void A_matrix_of_another_size_is_an_error_that_names_the_sizes()
    {
        string message = Assert.Throws<ArgumentException>(() => Initializer.Orthogonal(new float[7], 1, 1, 4, 2)).Message;
        Assert.Contains("7 values; 4 rows x 2 columns = 8", message, StringComparison.Ordinal);
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
