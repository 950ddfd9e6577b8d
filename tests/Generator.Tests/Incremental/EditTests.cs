namespace LstmGen.Generator.Tests.Incremental;

/// <summary>
/// After any edits the generator says and writes what it does without having seen them: no reading that it keeps is out of date.
/// </summary>
/// <remarks><c>LSTMGEN_RANDOM_EDITS</c> sets how many edits are drawn.</remarks>
public class EditTests
{
    private const int DefaultEdits = 30;

    private static int RandomEdits =>
        int.TryParse(Environment.GetEnvironmentVariable("LSTMGEN_RANDOM_EDITS"), out int wish) ? wish : DefaultEdits;

    public static TheoryData<string> Edits => [.. Edit.All.Select(edit => edit.Name)];

    [Theory]
    [MemberData(nameof(Edits))]
    public void One_edit_done_and_undone(string name)
    {
        Edit edit = Edit.All.Single(one => one.Name == name);
        var project = new EditedProject();
        project.Set([]);
        IReadOnlyList<string> before = project.Check("nothing");
        project.Set([edit]);
        project.Check(name);
        project.Set([]);
        Assert.Equal(before, project.Check("undone"));
    }

    [Fact]
    public void Random_edits_done_and_undone()
    {
        var random = new Random(20260);
        var project = new EditedProject();
        var active = new HashSet<int>();
        for (int step = 0; step < RandomEdits; step++)
        {
            int edit = random.Next(Edit.All.Count);
            if (!active.Remove(edit))
                active.Add(edit);
            // So that what hides others, such as a fault of the whole project, goes away again.
            while (active.Count > 6)
                active.Remove(active.ElementAt(random.Next(active.Count)));
            project.Set(active.Order().Select(index => Edit.All[index]));
            project.Check($"step {step}: {string.Join("; ", active.Order().Select(index => Edit.All[index].Name))}");
        }
    }
}
