using System.CommandLine;
using System.Globalization;
using LstmGen.Interchange;
using LstmGen.Interchange.Structure;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen inspect FILE</c>: tensors, layers and the declaration that stands for them.</summary>
internal static class InspectCommand
{
    public static Command Create()
    {
        Argument<string> path = Arguments.Model();
        Option<string?> entry = Arguments.Entry();
        var command = new Command("inspect", "Shows the tensors of a file, its layers and a declaration for them.") { path, entry };
        command.SetAction(parsed => Run(Arguments.Open(parsed, path, entry)));
        return command;
    }

    private static int Run(WeightFile file)
    {
        Screen.Line(string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(file.Source)}: {file.Kind}, {file.Tensors.Count} tensors, "
                + $"{file.Tensors.Sum(tensor => (long)tensor.Count):n0} values"));
        Screen.Line("tensors");
        foreach (WeightTensor tensor in file.Tensors)
            Screen.Line($"  {tensor}{(tensor.Change.Length == 0 ? "" : $", {tensor.Change}")}");
        DescribeCommand.Layers(file);
        FileNotes.Write(file);
        FileNotes.WriteUnloadable(file);
        try
        {
            ProposedModel proposed = Proposal.Of(file);
            Screen.Line("declaration");
            foreach (string line in (string[])["RecurrentModel", .. proposed.Elements.Select(element => element.Attribute)])
                Screen.Line($"  [{line}]");
            foreach (string unknown in proposed.Unknown)
                Screen.Line($"not in the file: {unknown}");
        }
        catch (InterchangeException e)
        {
            Screen.Line($"no declaration: {e.Message}");
        }

        return ExitCodes.Success;
    }
}
