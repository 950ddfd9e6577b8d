using System.CommandLine;
using LstmGen.Interchange;
using LstmGen.Interchange.Structure;
using LstmGen.Tool.Running;

namespace LstmGen.Tool.Commands;

/// <summary><c>lstmgen export FILE OUT --to onnx</c>: the model as a file of another form.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        Argument<string> path = Arguments.Model();
        Argument<string> target = Arguments.File("OUT", "The file to write; its folder is made where it is missing.");
        Option<string?> entry = Arguments.Entry();
        var form = new Option<string>("--to") { Description = "The form of the file.", DefaultValueFactory = _ => "onnx" };
        form.AcceptOnlyFromAmong("onnx");
        var force = new Option<bool>("--force") { Description = "Replace a file that exists." };
        var command = new Command(
            "export",
            "Writes the model of a file as ONNX. A model that only code declares is written by OnnxExport.Save(model, path).") { path,
                target, form, force, entry };
        command.SetAction(parsed => Run(Arguments.Open(parsed, path, entry), parsed.GetValue(target)!, parsed.GetValue(force)));
        return command;
    }

    private static int Run(WeightFile file, string target, bool force)
    {
        ProposedModel proposed = Proposal.Of(file);
        OutputFile.RequireFree(target, "name", force);
        try
        {
            OutputFile.Write(target, () => OnnxExport.Save(new FileModel(proposed), target));
        }
        catch (FormatException e) when (e is not InterchangeException)
        {
            throw InterchangeException.At(file.Source, $"{e.Message.TrimEnd('.')}.", e); // a number of the declaration is none
        }

        Screen.Line($"wrote {target}");
        foreach (string unknown in proposed.Unknown)
            Screen.Line($"not in the file: {unknown}");
        return ExitCodes.Success;
    }
}
