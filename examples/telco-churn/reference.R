# Kaplan–Meier by contract with R's own survival package, to compare against.
# Run in this folder: Rscript reference.R

library(survival)

customers <- read.csv("data/Telco-Customer-Churn.csv", stringsAsFactors = FALSE)
contracts <- c("Month-to-month", "One year", "Two year")
customers$Contract <- factor(customers$Contract, levels = contracts)
left <- customers$Churn == "Yes"

# The customers with tenure 0 signed in the current month: nobody has watched them for a whole month, and none has left.
# They stay in, as censored at 0. They stand in n.risk of the row at time 0 only, so no estimate depends on them:
# that is checked here.
new <- customers$tenure == 0
stopifnot(sum(new) == 11, !any(left[new]))

curve <- function(rows, interval, contract) {
  chosen <- customers[rows & customers$Contract == contract, ]
  survfit(Surv(tenure, Churn == "Yes") ~ 1, data = chosen, conf.type = interval)
}

all_rows <- rep(TRUE, nrow(customers))
together <- survfit(Surv(tenure, Churn == "Yes") ~ Contract, data = customers)

number <- function(x) ifelse(is.na(x), "null", formatC(x, digits = 17, format = "g", width = 1))
text <- function(x) paste0("\"", x, "\"")
object <- function(fields, indent) {
  inner <- paste0(indent, "  \"", names(fields), "\": ", unlist(fields), collapse = ",\n")
  paste0("{\n", inner, "\n", indent, "}")
}
list_of <- function(items, indent) {
  paste0("[\n", paste0(indent, "  ", items, collapse = ",\n"), "\n", indent, "]")
}

median_of <- function(fit) {
  m <- quantile(fit, probs = 0.5)
  list(estimate = number(unname(m$quantile)), low = number(unname(m$lower)), high = number(unname(m$upper)))
}

report <- function(contract) {
  loglog <- curve(all_rows, "log-log", contract)
  log <- curve(all_rows, "log", contract)
  plain <- curve(all_rows, "plain", contract)

  # The fit of all contracts at once is the same curve.
  part <- together[which(contracts == contract)]
  stopifnot(identical(part$time, loglog$time), identical(part$surv, loglog$surv))

  # Leaving out tenure 0 changes nothing from month 1 on.
  without <- curve(!new, "log-log", contract)
  watched <- loglog$time >= 1
  stopifnot(identical(without$surv, loglog$surv[watched]), identical(without$n.risk, loglog$n.risk[watched]))

  rows <- vapply(seq_along(loglog$time), function(i) {
    object(list(
      time = number(loglog$time[i]),
      nRisk = number(loglog$n.risk[i]),
      nEvent = number(loglog$n.event[i]),
      nCensor = number(loglog$n.censor[i]),
      survival = number(loglog$surv[i]),
      stdErr = number(loglog$surv[i] * loglog$std.err[i]),
      stdErrLog = number(loglog$std.err[i]),
      logLogLow = number(loglog$lower[i]),
      logLogHigh = number(loglog$upper[i]),
      logLow = number(log$lower[i]),
      logHigh = number(log$upper[i]),
      plainLow = number(plain$lower[i]),
      plainHigh = number(plain$upper[i])
    ), "        ")
  }, "")

  medians <- object(list(
    logLog = object(median_of(loglog), "        "),
    log = object(median_of(log), "        "),
    plain = object(median_of(plain), "        ")
  ), "      ")

  object(list(
    contract = text(contract),
    customers = number(sum(customers$Contract == contract)),
    left = number(sum(left[customers$Contract == contract])),
    tenureZero = number(sum(new[customers$Contract == contract])),
    median = medians,
    rows = list_of(rows, "      ")
  ), "    ")
}

reference <- object(list(
  command = text("Rscript reference.R"),
  r = text(R.version.string),
  survival = text(as.character(packageVersion("survival"))),
  model = text("survfit(Surv(tenure, Churn == 'Yes') ~ Contract), 95 % intervals"),
  columns = text("stdErr is Greenwood's error of survival, stdErrLog that of its logarithm; null is not estimable"),
  tenureZero = text("kept, censored at 0: in nRisk at time 0 only; leaving them out changes no row from time 1 on"),
  customers = number(nrow(customers)),
  contracts = list_of(vapply(contracts, report, ""), "  ")
), "")
writeLines(reference, "reference.json", useBytes = TRUE)
